/**
 * Taking part in sagas: the fence that orders an action and its compensation, and the client that
 * starts a saga.
 */
package io.eafix.idempotency.saga;
