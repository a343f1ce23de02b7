package io.eafix.execution.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.eafix.execution.venue.QueryOutcome;
import io.eafix.execution.venue.SendOutcome;
import io.eafix.execution.venue.VenueReport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quickfix.FieldNotFound;
import quickfix.IncorrectTagValue;
import quickfix.Message;
import quickfix.UnsupportedMessageType;
import quickfix.field.AvgPx;
import quickfix.field.ClOrdID;
import quickfix.field.CumQty;
import quickfix.field.CxlRejReason;
import quickfix.field.ExecID;
import quickfix.field.ExecType;
import quickfix.field.LeavesQty;
import quickfix.field.OrdRejReason;
import quickfix.field.OrdStatus;
import quickfix.field.OrdStatusReqID;
import quickfix.field.OrderID;
import quickfix.field.OrigClOrdID;
import quickfix.field.PossDupFlag;
import quickfix.field.Text;
import quickfix.fix44.ExecutionReport;
import quickfix.fix44.OrderCancelReject;

/** Venues that say of an order that they do not know it by "rejected" refuse no order by that. */
class FixAnswersTest {
  private static final String ORDER = "O1";

  private final Booked booked = new Booked();
  private final FixInbound inbound = Inbounds.of(booked, new Noted());

  @Test
  void anUnknownOrderIsNotFoundHoweverItIsSaid() throws Exception {
    UniAssertSubscriber<QueryOutcome> question = ask();
    Message answer = rejected(ExecType.REJECTED);
    answer.setField(new OrdRejReason(OrdRejReason.UNKNOWN_ORDER));
    say(answer);
    assertInstanceOf(QueryOutcome.NotFound.class, question.getItem());

    UniAssertSubscriber<QueryOutcome> again = ask();
    Message status = rejected(ExecType.ORDER_STATUS);
    say(status);
    assertInstanceOf(QueryOutcome.NotFound.class, again.getItem());
    assertNothingBooked();
  }

  @Test
  void anAnswerThatComesTooLateRefusesNothing() throws Exception {
    Message late = rejected(ExecType.REJECTED);
    late.setField(new OrdRejReason(OrdRejReason.UNKNOWN_ORDER));
    say(late);
    UniAssertSubscriber<QueryOutcome> question = ask();
    question.cancel();
    say(rejected(ExecType.REJECTED));
    assertNothingBooked();
  }

  @Test
  void aRefusalWithoutReasonThatMayBeAnAnswerIsNone() throws Exception {
    UniAssertSubscriber<QueryOutcome> question = ask();
    Message answer = rejected(ExecType.REJECTED);
    answer.setField(new OrdRejReason(OrdRejReason.OTHER));
    say(answer);
    assertInstanceOf(QueryOutcome.Unanswered.class, question.getItem());

    Message marked = rejected(ExecType.REJECTED);
    marked.setField(new ClOrdID("O2"));
    marked.setField(new OrdStatusReqID("Q1"));
    say(marked);
    Message afterCrash = rejected(ExecType.REJECTED);
    afterCrash.setField(new ClOrdID("O3"));
    afterCrash.getHeader().setField(new PossDupFlag(true));
    say(afterCrash);
    assertNothingBooked();
  }

  @Test
  void aRefusalOfAnOrderThatNobodyAskedAboutIsOne() throws Exception {
    say(rejected(ExecType.REJECTED));
    assertEquals(List.of(VenueReport.State.REJECTED), states());
  }

  @Test
  void aRefusalWithItsReasonIsOne() throws Exception {
    UniAssertSubscriber<QueryOutcome> question = ask();
    Message refusal = rejected(ExecType.REJECTED);
    refusal.setField(new OrdRejReason(OrdRejReason.ORDER_EXCEEDS_LIMIT));
    say(refusal);
    assertEquals(List.of(VenueReport.State.REJECTED), states());
    assertInstanceOf(QueryOutcome.Found.class, question.getItem());
  }

  @Test
  void aDuplicateIsNoRefusalSinceTheVenueHasTheOrder() throws Exception {
    UniAssertSubscriber<SendOutcome> sent = send();
    UniAssertSubscriber<QueryOutcome> question = ask();
    Message duplicate = rejected(ExecType.REJECTED);
    duplicate.setField(new OrdRejReason(OrdRejReason.DUPLICATE_ORDER));
    say(duplicate);
    assertInstanceOf(SendOutcome.Indeterminate.class, sent.getItem());
    assertNull(question.getItem());

    duplicate.setField(new ExecType(ExecType.ORDER_STATUS));
    say(duplicate);
    assertInstanceOf(QueryOutcome.Unanswered.class, question.getItem());
    assertNothingBooked();
  }

  @Test
  void aDuplicateCancelOrReplaceIsNoRefusalEither() throws Exception {
    UniAssertSubscriber<SendOutcome> sent = send();
    OrderCancelReject duplicate = new OrderCancelReject();
    duplicate.set(new ClOrdID(ORDER));
    duplicate.set(new CxlRejReason(CxlRejReason.DUPLICATE_CLORDID_RECEIVED));
    say(duplicate);
    assertInstanceOf(SendOutcome.Indeterminate.class, sent.getItem());
    assertNothingBooked();

    duplicate.set(new CxlRejReason(CxlRejReason.UNKNOWN_ORDER));
    say(duplicate);
    assertEquals(List.of(ORDER), booked.refused);
  }

  @Test
  void wordsThatPostgresCannotKeepStopNoReport() throws Exception {
    Message refusal = rejected(ExecType.REJECTED);
    refusal.setField(new Text("no\u0000room"));
    say(refusal);
    assertEquals(Optional.of("no\uFFFDroom"), booked.reports.get(0).text());
  }

  @Test
  void anAnswerAboutAnOrderThatTheVenueHasIsFound() throws Exception {
    UniAssertSubscriber<QueryOutcome> question = ask();
    Message status = rejected(ExecType.ORDER_STATUS);
    status.setField(new OrderID("S7"));
    say(status);
    QueryOutcome.Found found = assertInstanceOf(QueryOutcome.Found.class, question.getItem());
    assertEquals(VenueReport.State.REJECTED, found.report().state());
    assertNothingBooked();
  }

  @Test
  void anAnswerThatBringsTheIdOfAnEarlierQuestionIsNoneToTheNext() throws Exception {
    ask("Q1").cancel();
    UniAssertSubscriber<QueryOutcome> question = ask("Q2");
    Message status = rejected(ExecType.ORDER_STATUS);
    status.setField(new OrdStatusReqID("Q1"));
    say(status);
    assertNull(question.getItem());
    // By whatever id the venue knows the order now.
    status.setField(new OrdStatusReqID("Q2"));
    status.setField(new ClOrdID("O2"));
    say(status);
    assertInstanceOf(QueryOutcome.NotFound.class, question.getItem());
  }

  @Test
  void anAnswerThatBringsNoIdOfOursIsToTheLastQuestionAboutItsOrder() throws Exception {
    UniAssertSubscriber<QueryOutcome> question = ask("Q1");
    Message status = rejected(ExecType.ORDER_STATUS);
    status.setField(new OrdStatusReqID("theirs"));
    say(status);
    assertInstanceOf(QueryOutcome.NotFound.class, question.getItem());
  }

  /** It is the order's report, by the order's id, until the change is confirmed. */
  @ParameterizedTest
  @ValueSource(chars = {ExecType.PENDING_REPLACE, ExecType.TRADE})
  void aReportWhileAReplaceIsPendingConfirmsNone(char type) throws Exception {
    UniAssertSubscriber<SendOutcome> sent = send();
    Message report = Trades.of(ORDER, "E1", "1000");
    report.setField(new ExecType(type));
    report.setField(new OrdStatus(OrdStatus.PENDING_REPLACE));
    report.setField(new OrigClOrdID("O0"));
    say(report);
    assertEquals("O0", booked.reports.get(0).clOrdId());
    assertNull(sent.getItem());
  }

  @Test
  void aPendingReplaceOfNobodyKnowsWhatConfirmsNone() throws Exception {
    Message report = rejected(ExecType.PENDING_REPLACE);
    report.setField(new OrdStatus(OrdStatus.PENDING_REPLACE));
    say(report);
    assertNothingBooked();
  }

  /** FIX 4.4 appendix D: an order is replaced once the venue confirms it, and not before. */
  @ParameterizedTest
  @ValueSource(chars = {OrdStatus.PENDING_REPLACE, OrdStatus.PENDING_CANCEL})
  void aPendingCancelOrReplaceIsNoAnswerYet(char pending) throws Exception {
    UniAssertSubscriber<QueryOutcome> question = ask();
    Message status = rejected(ExecType.ORDER_STATUS);
    status.setField(new OrderID("S7"));
    status.setField(new OrdStatus(pending));
    say(status);
    assertInstanceOf(QueryOutcome.Unanswered.class, question.getItem());
    assertNothingBooked();
  }

  private UniAssertSubscriber<QueryOutcome> ask() {
    return ask("Q7");
  }

  private UniAssertSubscriber<QueryOutcome> ask(String id) {
    return waitOn(inbound.questions().ask(id, ORDER, () -> null));
  }

  private UniAssertSubscriber<SendOutcome> send() {
    return waitOn(inbound.sends().request(ORDER, () -> null));
  }

  private static <T> UniAssertSubscriber<T> waitOn(Uni<T> waiting) {
    UniAssertSubscriber<T> asked = waiting.subscribe().withSubscriber(UniAssertSubscriber.create());
    assertNull(asked.getItem());
    return asked;
  }

  private void say(Message message)
      throws FieldNotFound, UnsupportedMessageType, IncorrectTagValue {
    Inbounds.say(inbound, message);
  }

  private void assertNothingBooked() {
    assertEquals(List.of(), booked.reports);
    assertEquals(List.of(), booked.refused);
  }

  private List<VenueReport.State> states() {
    return booked.reports.stream().map(VenueReport::state).toList();
  }

  private static Message rejected(char execType) {
    ExecutionReport message = new ExecutionReport();
    message.set(new OrderID("NONE"));
    message.set(new ClOrdID(ORDER));
    message.set(new ExecID("0"));
    message.set(new ExecType(execType));
    message.set(new OrdStatus(OrdStatus.REJECTED));
    message.set(new LeavesQty(0));
    message.set(new CumQty(0));
    message.set(new AvgPx(0));
    return message;
  }
}
