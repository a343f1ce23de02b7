package io.eafix.risk.fill;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.eafix.risk.position.Side;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * An execution as a venue reports it. (venue, account, execId) is what makes it one. Members that
 * are not known here are the sender's business.
 *
 * @param quantity units of the base currency, positive
 * @param price in the quote currency
 * @param time when it happened, by the venue
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FillReport(
    @NotBlank @Size(max = 40) String venue,
    @NotBlank @Size(max = 40) String account,
    @NotBlank @Size(max = 100) String execId,
    @NotBlank @Size(max = 16) String symbol,
    @NotNull Side side,
    @NotNull @Positive BigDecimal quantity,
    @NotNull @Positive BigDecimal price,
    @NotNull Instant time) {

  FillId id() {
    return new FillId(venue, account, execId);
  }
}
