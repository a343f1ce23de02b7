package io.eafix.risk.instrument;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/**
 * Body of {@code PUT /instruments/{symbol}}. It states everything, so that nothing is lost by being
 * left out.
 *
 * @param expectedVersion the version that it replaces; 0 if the instrument is not known yet
 */
public record InstrumentRequest(
    @NotNull @PositiveOrZero Integer expectedVersion,
    @NotNull @Valid InstrumentTerms terms,
    @NotBlank @Size(max = 100) String person,
    @NotBlank @Size(max = 500) String reason) {}
