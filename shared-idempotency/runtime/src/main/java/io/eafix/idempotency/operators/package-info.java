/** What people see and decide of executions that did not end by themselves. */
package io.eafix.idempotency.operators;
