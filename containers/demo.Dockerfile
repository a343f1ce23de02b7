# The demo, which trades on the running services and checks what they promise.
FROM eclipse-temurin:25-jre
WORKDIR /opt/eafix
COPY local-stack/target/lib/ lib/
COPY local-stack/target/local-stack-*.jar local-stack.jar
USER 10001:10001
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx384m", "-XX:+UseSerialGC", "-jar", "local-stack.jar", "demo", "--attach"]
