package io.eafix.localstack.replay;

import java.time.Duration;

/**
 * What came back.
 *
 * @param bars bars accepted
 * @param requests requests that got a definite answer, two for each bar
 * @param replays answers marked as replayed
 * @param different bars whose two answers were not the same byte for byte
 * @param unmarked bars of which both answers claim to be the first
 * @param duration from the first request to the last answer
 */
public record ReplayResult(
    int bars, int requests, int replays, int different, int unmarked, Duration duration) {}
