package io.eafix.localstack.kafka;

/**
 * A second listener of a broker, whose clients are told to come by another port: that of a proxy,
 * which they then cannot go around.
 *
 * @param port that the broker listens on as well
 * @param advertisedPort that its clients on this listener are told, on loopback
 */
public record Detour(int port, int advertisedPort) {}
