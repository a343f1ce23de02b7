package io.eafix.idempotency.rest;

import io.eafix.idempotency.execution.ExecutionOutcome;
import io.eafix.idempotency.execution.Unanswered;
import io.eafix.idempotency.execution.WorkResult;
import io.eafix.idempotency.execution.WorkResult.Effect;
import io.eafix.idempotency.sql.SqlStates;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/** Makes results of what a resource method returned or threw. */
@ApplicationScoped
class MethodResults {

  private final AnswerCodec codec;

  MethodResults(AnswerCodec codec) {
    this.codec = codec;
  }

  WorkResult returned(
      ResteasyReactiveRequestContext context, Object result, IntFunction<Effect> policy) {
    var answer = codec.encode(context, result);
    return new WorkResult(answer, policy.apply(answer.status()));
  }

  /**
   * What an exception of the method comes to.
   *
   * @param unmapped what is raised if there is no answer for it
   * @return fails with {@link Unanswered} if Quarkus denies the caller the request
   */
  Uni<WorkResult> thrown(
      ResteasyReactiveRequestContext context,
      Throwable failure,
      IntFunction<Effect> policy,
      UnaryOperator<Throwable> unmapped) {
    Throwable cause =
        SqlStates.isRetryable(failure)
            ? OutcomeProblems.unavailable(
                new ExecutionOutcome.Unavailable(Duration.ofSeconds(1), false, failure))
            : failure;
    if (isDenial(cause)) {
      // Answered outside, by a mapper that may ask the authentication mechanism first.
      return Uni.createFrom().failure(new Unanswered(cause));
    }
    Object mapped = mapped(context, cause);
    return mapped == null
        ? Uni.createFrom().failure(unmapped.apply(cause))
        : Uni.createFrom().item(returned(context, mapped, policy));
  }

  /** Other libraries' security exceptions may be about the other system, not about the caller. */
  private static boolean isDenial(Throwable failure) {
    return failure instanceof UnauthorizedException
        || failure instanceof ForbiddenException
        || failure instanceof AuthenticationException;
  }

  private static Object mapped(ResteasyReactiveRequestContext context, Throwable failure) {
    context.getDeployment().getExceptionMapper().mapException(failure, context);
    Object result = context.getResult();
    context.setResult(null);
    return result;
  }
}
