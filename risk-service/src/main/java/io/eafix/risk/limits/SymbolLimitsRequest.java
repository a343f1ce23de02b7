package io.eafix.risk.limits;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/**
 * Body of {@code PUT /limits/accounts/{account}/symbols/{symbol}}. It states every limit, so that
 * none is lost by being left out.
 *
 * @param expectedVersion the version that it replaces; 0 if there are no limits yet
 */
public record SymbolLimitsRequest(
    @NotNull @PositiveOrZero Integer expectedVersion,
    @NotNull @Valid SymbolLimitValues limits,
    @NotBlank @Size(max = 100) String person,
    @NotBlank @Size(max = 500) String reason) {}
