/** What the Dev UI page asks for. A bean in dev mode only. */
package io.eafix.idempotency.devui;
