package io.eafix.risk.participant;

import io.eafix.risk.fill.FillReport;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/** The executions of an order that is finally done. */
record UpdateRecordsInput(
    @NotNull UUID signalId,
    UUID reservationId,
    @NotNull @Size(max = 4000) List<@NotNull @Valid FillReport> fills) {}
