/**
 * Drives sagas: one event loop per replica owns all sagas in memory, calls participants, and writes
 * many sagas' changes in one commit.
 *
 * <p>Memory never decides anything: what is not committed has not happened, and a saga can be read
 * again from Postgres at any moment.
 */
package io.eafix.saga.engine;
