# The demo, which trades on the running services and checks what they promise.
FROM eclipse-temurin:25-jre
WORKDIR /opt/eafix
COPY local-stack/target/lib/ lib/
COPY local-stack/target/local-stack-*.jar local-stack.jar
USER 10001:10001
# A name may stand for several replicas, and one of them may just have died: addresses are kept for 2 s.
ENTRYPOINT ["java", "-Dsun.net.inetaddr.ttl=2", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx384m", "-XX:+UseSerialGC", "-jar", "local-stack.jar", "demo", "--attach"]
