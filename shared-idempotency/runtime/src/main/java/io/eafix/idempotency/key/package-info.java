/** Names of effects: keys, canonical form, fingerprints. Pure: no server, no clock. */
package io.eafix.idempotency.key;
