package io.eafix.execution.fix;

import io.eafix.execution.sender.VenueBack;
import io.eafix.execution.venue.ReportSink;
import io.eafix.execution.venue.VenueIds;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.event.Event;
import java.lang.reflect.Proxy;
import quickfix.FieldNotFound;
import quickfix.IncorrectTagValue;
import quickfix.Message;
import quickfix.UnsupportedMessageType;

/** The engine's side of a session, without an application around it. */
final class Inbounds {
  private Inbounds() {}

  static FixInbound of(ReportSink sink, GapFills gapFills) {
    FixConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(FixConfig.class)
            .build()
            .getConfigMapping(FixConfig.class);
    MeterRegistry registry = new SimpleMeterRegistry();
    ReportReader reader = new ReportReader(new VenueIds(registry), registry);
    return new FixInbound(config, sink, reader, gapFills, nobodyListens());
  }

  /** As if the venue had sent it. */
  static void say(FixInbound inbound, Message message)
      throws FieldNotFound, UnsupportedMessageType, IncorrectTagValue {
    inbound.fromApp(message, FixSettings.session("EAFIX", "VENUE"));
  }

  @SuppressWarnings("unchecked")
  private static Event<VenueBack> nobodyListens() {
    return (Event<VenueBack>)
        Proxy.newProxyInstance(
            Inbounds.class.getClassLoader(),
            new Class<?>[] {Event.class},
            (proxy, method, arguments) -> null);
  }
}
