/** Configuration. */
package io.eafix.idempotency.config;
