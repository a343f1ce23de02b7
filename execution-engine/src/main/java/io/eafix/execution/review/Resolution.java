package io.eafix.execution.review;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Body of {@code POST /reviews/executions/{id}/resolve}: who compared it, and what came of that.
 */
record Resolution(
    @NotBlank @Size(max = 100) String person, @NotBlank @Size(max = 500) String reason) {}
