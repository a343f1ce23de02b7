package io.eafix.idempotency.devui;

import java.util.List;

/**
 * Some records.
 *
 * @param next cursor of the page that follows
 * @param last whether none follows
 */
public record RecordPageView(List<RecordView> records, String next, boolean last) {}
