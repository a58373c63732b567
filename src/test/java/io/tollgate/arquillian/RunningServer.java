package io.tollgate.arquillian;

import io.tollgate.harness.TollgateServer;
import java.lang.annotation.Annotation;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.arquillian.test.spi.enricher.resource.ResourceProvider;
import org.jspecify.annotations.Nullable;

/** Gives a test the running server: {@code @ArquillianResource TollgateServer server}. */
public final class RunningServer implements ResourceProvider {
  @SuppressWarnings("NullAway.Init") // Arquillian sets it
  @Inject
  private Instance<ProtocolMetaData> deployment;

  @Override
  public boolean canProvide(Class<?> type) {
    return type == TollgateServer.class;
  }

  @Override
  public @Nullable Object lookup(ArquillianResource resource, Annotation... qualifiers) {
    return deployment.get().getContexts(TollgateServer.class).iterator().next();
  }
}
