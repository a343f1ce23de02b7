/**
 * What a saga does next, as pure functions of its state: no clock, no database, no network.
 *
 * <p>The engine and the operators' commands both change sagas through {@link
 * io.eafix.saga.run.SagaMachine} only.
 */
package io.eafix.saga.run;
