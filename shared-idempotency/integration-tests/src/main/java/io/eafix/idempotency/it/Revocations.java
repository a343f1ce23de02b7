package io.eafix.idempotency.it;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes all roles away from callers, as a person with the right to do so would. */
@ApplicationScoped
public class Revocations implements SecurityIdentityAugmentor {

  private final Set<String> revoked = ConcurrentHashMap.newKeySet();

  void revoke(String user) {
    revoked.add(user);
  }

  void restore(String user) {
    revoked.remove(user);
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    return Uni.createFrom()
        .item(
            identity.isAnonymous() || !revoked.contains(identity.getPrincipal().getName())
                ? identity
                : QuarkusSecurityIdentity.builder().setPrincipal(identity.getPrincipal()).build());
  }
}
