package io.eafix.execution.review;

import io.eafix.execution.api.Limits;
import io.eafix.execution.venue.Execution;
import io.eafix.execution.venue.VenueReport;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Body of {@code POST /reviews/{executionId}}: what a person found out about an instruction that
 * gave no evidence.
 *
 * @param venueOrderId the venue's id; for AT_VENUE
 * @param state where it stands there; for AT_VENUE
 * @param executions its fills; for AT_VENUE
 * @param quantity as the venue holds it; for AT_VENUE of a replace, absent means as was asked
 * @param price as the venue holds it; for AT_VENUE of a replace, absent means as was asked
 */
public record Decision(
    @NotNull Finding finding,
    @NotBlank @Size(max = 100) String person,
    @NotBlank @Size(max = 500) String reason,
    @Size(max = 64) String venueOrderId,
    VenueReport.State state,
    @Size(max = 1000) List<@Valid Fill> executions,
    @Positive @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION) BigDecimal quantity,
    @Positive @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION) BigDecimal price) {

  /** What the person found. */
  public enum Finding {
    /** Nothing new; let the engine seek evidence once more. */
    ASK_AGAIN,
    /** The venue confirmed to the person that it does not have it and never will. */
    NOT_AT_VENUE,
    /** The venue has it, and the person gives its report. */
    AT_VENUE
  }

  /** One fill, from the venue's statement. */
  public record Fill(
      @NotBlank @Size(max = 64) String execId,
      @NotNull @Positive @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION)
          BigDecimal quantity,
      @NotNull @Positive @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION)
          BigDecimal price,
      @NotNull Instant time) {
    Execution execution(String account) {
      return new Execution(account, execId, quantity, price, time);
    }
  }
}
