package io.eafix.testservers;

/** A server that a test can ask for. */
enum Server {
  POSTGRES,
  REDIS,
  KAFKA
}
