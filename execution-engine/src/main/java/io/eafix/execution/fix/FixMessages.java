package io.eafix.execution.fix;

import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.TimeInForce;
import io.eafix.execution.venue.Quote;
import io.eafix.execution.venue.VenueCancel;
import io.eafix.execution.venue.VenueOrder;
import io.eafix.execution.venue.VenueQuery;
import io.eafix.execution.venue.VenueReplace;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import quickfix.Message;
import quickfix.field.Account;
import quickfix.field.ClOrdID;
import quickfix.field.OrdStatusReqID;
import quickfix.field.OrdType;
import quickfix.field.OrderQty;
import quickfix.field.OrigClOrdID;
import quickfix.field.Price;
import quickfix.field.Side;
import quickfix.field.StopPx;
import quickfix.field.Symbol;
import quickfix.field.TransactTime;
import quickfix.fix44.NewOrderSingle;
import quickfix.fix44.OrderCancelReplaceRequest;
import quickfix.fix44.OrderCancelRequest;
import quickfix.fix44.OrderStatusRequest;

/** Our orders, cancels, replaces and questions as FIX 4.4 messages. */
final class FixMessages {
  private FixMessages() {}

  static Message order(VenueOrder order, boolean withQuote) {
    NewOrderSingle message = new NewOrderSingle();
    message.set(new ClOrdID(order.clOrdId()));
    terms(message, order);
    if (withQuote) {
      order.quote().ifPresent(quote -> quote(message, quote));
    }
    return message;
  }

  static Message replace(VenueReplace replace) {
    OrderCancelReplaceRequest message = new OrderCancelReplaceRequest();
    message.set(new OrigClOrdID(replace.origClOrdId()));
    message.set(new ClOrdID(replace.order().clOrdId()));
    terms(message, replace.order());
    return message;
  }

  static Message cancel(VenueCancel cancel) {
    OrderCancelRequest message = new OrderCancelRequest();
    message.set(new OrigClOrdID(cancel.origClOrdId()));
    message.set(new ClOrdID(cancel.clOrdId()));
    message.set(new Account(cancel.account()));
    message.set(new Symbol(cancel.symbol()));
    message.set(side(cancel.side()));
    message.setDecimal(OrderQty.FIELD, cancel.quantity());
    message.set(new TransactTime(utc(cancel.transactTime())));
    return message;
  }

  /**
   * @param requestId comes back with the answer (tag 790)
   */
  static Message query(VenueQuery query, String requestId) {
    OrderStatusRequest message = new OrderStatusRequest();
    message.set(new ClOrdID(query.clOrdId()));
    message.set(new OrdStatusReqID(requestId));
    message.set(new Account(query.account()));
    message.set(new Symbol(query.symbol()));
    message.set(side(query.side()));
    return message;
  }

  private static void terms(Message message, VenueOrder order) {
    message.setField(new Account(order.account()));
    message.setField(new Symbol(order.symbol()));
    message.setField(side(order.side()));
    message.setField(new TransactTime(utc(order.transactTime())));
    message.setDecimal(OrderQty.FIELD, order.quantity());
    message.setField(new OrdType(type(order.type())));
    message.setField(new quickfix.field.TimeInForce(timeInForce(order.timeInForce())));
    order.limitPrice().ifPresent(price -> message.setDecimal(Price.FIELD, price));
    order.stopPrice().ifPresent(price -> message.setDecimal(StopPx.FIELD, price));
  }

  private static void quote(Message message, Quote quote) {
    message.setString(FixSettings.QUOTE_BID, quote.bid().toPlainString());
    message.setString(FixSettings.QUOTE_ASK, quote.ask().toPlainString());
    message.setString(FixSettings.QUOTE_TIME, quote.time().toString());
  }

  private static Side side(io.eafix.execution.order.Side side) {
    return new Side(side == io.eafix.execution.order.Side.BUY ? Side.BUY : Side.SELL);
  }

  private static char type(OrderType type) {
    return switch (type) {
      case MARKET -> OrdType.MARKET;
      case LIMIT -> OrdType.LIMIT;
      case STOP -> OrdType.STOP_STOP_LOSS;
    };
  }

  private static char timeInForce(TimeInForce timeInForce) {
    return switch (timeInForce) {
      case IOC -> quickfix.field.TimeInForce.IMMEDIATE_OR_CANCEL;
      case FOK -> quickfix.field.TimeInForce.FILL_OR_KILL;
      case GTC -> quickfix.field.TimeInForce.GOOD_TILL_CANCEL;
      case DAY -> quickfix.field.TimeInForce.DAY;
    };
  }

  private static LocalDateTime utc(Instant time) {
    return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }
}
