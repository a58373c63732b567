package io.tollgate.arquillian;

import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** Nothing to configure: ports are free ones, the rest is in the deployment. */
public final class TollgateConfiguration implements ContainerConfiguration {

  @Override
  public void validate() {
    // There is nothing that could be wrong.
  }
}
