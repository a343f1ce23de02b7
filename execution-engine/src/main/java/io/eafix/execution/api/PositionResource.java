package io.eafix.execution.api;

import io.eafix.execution.intake.ClosePosition;
import io.eafix.execution.intake.OrderTerms;
import io.eafix.idempotency.Idempotent;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Closing of positions. What the positions are, risk-service tells. */
@Path("/positions")
@Tag(name = "Orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PositionResource {
  private final ClosePosition closing;
  private final Clock clock;

  PositionResource(ClosePosition closing, Clock clock) {
    this.closing = closing;
    this.clock = clock;
  }

  /** Body of a close. */
  public record CloseRequest(
      @NotBlank @Size(max = 32) String account,
      @NotNull @Pattern(regexp = Limits.SYMBOL) String symbol,
      @Positive @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION) BigDecimal bid,
      @Positive @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION) BigDecimal ask,
      Instant quoteTime,
      @Size(min = 1, max = 16) String venue) {}

  @POST
  @Path("/close")
  @Idempotent(operation = "position_close")
  @WakesSender
  @Operation(summary = "Close what the fills of an account and symbol amount to")
  @APIResponse(responseCode = "202", description = "The closing order is committed")
  @APIResponse(responseCode = "422", description = "There is nothing to close")
  public Uni<Response> close(@NotNull @Valid CloseRequest request) {
    return closing
        .close(
            request.account(),
            request.symbol(),
            OrderTerms.quote(request.bid(), request.ask(), request.quoteTime(), clock.instant()),
            Optional.ofNullable(request.venue()))
        .map(OrderResource::accepted);
  }
}
