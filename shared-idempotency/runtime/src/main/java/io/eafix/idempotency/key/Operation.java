package io.eafix.idempotency.key;

import java.util.regex.Pattern;

/**
 * What a key stands for: one of the trading operations, or a service's own.
 *
 * @param name 1 to 64 of {@code a-z 0-9 _}, beginning with a letter
 */
public record Operation(String name) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  public static final Operation ORDER_SUBMIT = new Operation("order_submit");
  public static final Operation ORDER_CANCEL = new Operation("order_cancel");
  public static final Operation ORDER_MODIFY = new Operation("order_modify");
  public static final Operation POSITION_CLOSE = new Operation("position_close");
  public static final Operation SIGNAL_GENERATE = new Operation("signal_generate");
  public static final Operation RISK_VALIDATE = new Operation("risk_validate");
  public static final Operation PRICE_INGEST = new Operation("price_ingest");
  public static final Operation INDICATOR_COMPUTE = new Operation("indicator_compute");
  public static final Operation REPORT_GENERATE = new Operation("report_generate");
  public static final Operation COMPLIANCE_CHECK = new Operation("compliance_check");

  public Operation {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "operation: '" + name + "' is not 1 to 64 of a-z, 0-9 and _, beginning with a letter");
    }
  }
}
