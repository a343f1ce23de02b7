package io.eafix.idempotency;

import io.eafix.idempotency.execution.FinishedExecution;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/**
 * What an {@code @Idempotent} method answers, and how its effect is written: for methods that write
 * the effects of many requests in one commit, and so cannot run in a transaction of their own.
 *
 * <p>A method that returns {@code Uni<Staged>} is called outside any transaction, for a repetition
 * too, and must have no effect until {@code commit} is called. Postgres alone admits such a
 * request: the store is not asked, and its outage changes nothing. All answers are those of every
 * other {@code @Idempotent} method.
 *
 * @param answer what the caller is told if the effect is written
 * @param commit writes the effect and the given row (see {@link
 *     io.eafix.idempotency.execution.FinishedExecutions}) in one transaction, at most once. True
 *     means that both are committed, false that the key is taken and nothing was written. A failure
 *     that is an HTTP problem means that nothing was written and is the answer; any other that it
 *     is unknown, unless Postgres says that it rolled back.
 */
public record Staged(Response answer, Function<FinishedExecution, Uni<Boolean>> commit) {}
