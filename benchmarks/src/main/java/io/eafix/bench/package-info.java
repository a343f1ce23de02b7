/**
 * Benchmarks that compare two things in one run: only their ratio means something, since machines
 * differ and are shared.
 */
package io.eafix.bench;
