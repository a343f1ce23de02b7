package io.eafix.localstack.redis;

/**
 * A Redis ACL user.
 *
 * @param name of the user
 * @param password of the user
 * @param rules what it may do, in the words of {@code ACL SETUSER}
 */
public record RedisAccount(String name, String password, String rules) {}
