package io.eafix.risk.instrument;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be traded. */
@ApplicationScoped
public class Instruments implements PanacheRepositoryBase<Instrument, String> {

  /** All of them, by symbol. */
  public Uni<Map<String, Instrument>> bySymbol() {
    return this.<Instrument>listAll()
        .map(all -> all.stream().collect(Collectors.toMap(i -> i.symbol, Function.identity())));
  }
}
