package io.eafix.execution.api;

import java.util.List;

/**
 * A page of orders, the newest first.
 *
 * @param next give it as {@code cursor} for the next page; absent on the last
 */
public record OrderPage(List<OrderView> orders, String next) {}
