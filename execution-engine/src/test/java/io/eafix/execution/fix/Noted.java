package io.eafix.execution.fix;

import io.smallrye.mutiny.Uni;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Gap fills as far as this process remembers them. */
final class Noted extends GapFills {
  final Set<String> ids = ConcurrentHashMap.newKeySet();

  Noted() {
    super(null, null);
  }

  @Override
  void note(String clOrdId) {
    ids.add(clOrdId);
  }

  @Override
  Uni<Boolean> contains(String clOrdId) {
    return Uni.createFrom().item(ids.contains(clOrdId));
  }
}
