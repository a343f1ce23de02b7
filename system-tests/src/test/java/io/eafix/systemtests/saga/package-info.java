/** The orchestrator alone, as several processes, against participants that misbehave. */
package io.eafix.systemtests.saga;
