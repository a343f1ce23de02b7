package io.eafix.risk.fill;

/** What makes an execution one. */
public record FillId(String venue, String account, String execId) {}
