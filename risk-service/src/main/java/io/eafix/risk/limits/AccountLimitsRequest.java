package io.eafix.risk.limits;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/**
 * Body of {@code PUT /limits/accounts/{account}}. It states every limit, so that none is lost by
 * being left out.
 *
 * @param expectedVersion the version that it replaces; 0 if the account has no limits yet
 * @param currency of the account, ISO 4217; cannot change once there are limits
 */
public record AccountLimitsRequest(
    @NotNull @PositiveOrZero Integer expectedVersion,
    @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
    @NotNull @Valid AccountLimitValues limits,
    @NotBlank @Size(max = 100) String person,
    @NotBlank @Size(max = 500) String reason) {}
