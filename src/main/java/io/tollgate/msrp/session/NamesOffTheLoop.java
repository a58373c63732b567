package io.tollgate.msrp.session;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import io.tollgate.trust.Lookups;
import io.tollgate.trust.Lookups.Limits;
import io.tollgate.trust.NameServers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Finds addresses on threads of their own: an event loop that waits for a name serves nobody. */
final class NamesOffTheLoop extends AddressResolverGroup<InetSocketAddress> {
  private final Lookups<InetAddress> lookups =
      new Lookups<>("msrp-names", NameServers.SYSTEM::addresses, Limits.USUAL, System::nanoTime);

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new InetNameResolver(executor) {
      @Override
      protected void doResolve(String name, Promise<InetAddress> promise) {
        answer(executor, name, promise);
      }

      @Override
      protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
        throw new UnsupportedOperationException("one address is enough");
      }
    }.asAddressResolver();
  }

  private void answer(EventExecutor executor, String name, Promise<InetAddress> promise) {
    executor.schedule(
        () -> promise.tryFailure(new UnknownHostException(name + ": not in time")),
        Limits.USUAL.limit().toMillis(),
        TimeUnit.MILLISECONDS);
    lookups
        .later(name)
        .whenComplete(
            (addresses, failed) -> {
              if (addresses == null || addresses.isEmpty()) {
                promise.tryFailure(new UnknownHostException(name));
              } else {
                promise.trySuccess(addresses.get(0));
              }
            });
  }

  @Override
  public void close() {
    lookups.close();
    super.close();
  }
}
