package io.eafix.testservers;

/** A server that a test can ask for. */
public enum Server {
  POSTGRES,
  REDIS,
  KAFKA
}
