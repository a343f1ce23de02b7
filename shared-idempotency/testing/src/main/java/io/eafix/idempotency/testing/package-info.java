/** Contracts as JUnit 5 classes: extend one, and its tests run on what you made. */
package io.eafix.idempotency.testing;
