package io.tollgate.arquillian;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.enricher.resource.ResourceProvider;

/** How Arquillian finds the container. */
public final class TollgateExtension implements LoadableExtension {

  @Override
  public void register(ExtensionBuilder builder) {
    builder
        .service(DeployableContainer.class, TollgateDeployableContainer.class)
        .service(ResourceProvider.class, RunningServer.class);
  }
}
