# One of the five services, built before by `mvn package`:
#   docker build -f containers/service.Dockerfile --build-arg SERVICE=risk-service .
FROM eclipse-temurin:25-jre
ARG SERVICE
WORKDIR /opt/eafix
COPY containers/healthcheck /opt/eafix/healthcheck
# What changes least comes first, so that a new version of the code is one small layer.
COPY ${SERVICE}/target/quarkus-app/lib/ lib/
COPY ${SERVICE}/target/quarkus-app/*.jar ./
COPY ${SERVICE}/target/quarkus-app/quarkus/ quarkus/
COPY ${SERVICE}/target/quarkus-app/app/ app/
# Where a volume goes if the service keeps files, as the execution-engine does for a FIX session.
RUN install -d -o 10001 -g 10001 /var/lib/eafix
USER 10001:10001
# A name may stand for several replicas, and one of them may just have died: addresses are kept for 2 s.
ENV QUARKUS_HTTP_HOST=0.0.0.0 \
    JAVA_TOOL_OPTIONS="-Dsun.net.inetaddr.ttl=2 -XX:MaxRAMPercentage=60 -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Djava.util.logging.manager=org.jboss.logmanager.LogManager"
ENTRYPOINT ["java", "-jar", "quarkus-run.jar"]
