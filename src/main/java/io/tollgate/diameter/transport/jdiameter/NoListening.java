package io.tollgate.diameter.transport.jdiameter;

import java.net.InetAddress;
import org.jdiameter.client.api.parser.IMessageParser;
import org.jdiameter.common.api.concurrent.IConcurrentFactory;
import org.jdiameter.server.api.IMetaData;
import org.jdiameter.server.api.io.INetworkConnectionListener;
import org.jdiameter.server.api.io.INetworkGuard;

/** The server stack always wants a port to listen on; a node that only connects out has none. */
public final class NoListening implements INetworkGuard {

  /** The stack looks for exactly this constructor. */
  public NoListening(
      InetAddress[] addresses,
      int port,
      IConcurrentFactory concurrentFactory,
      IMessageParser parser,
      IMetaData metaData) {}

  @Override
  public void addListener(INetworkConnectionListener listener) {}

  @Override
  public void remListener(INetworkConnectionListener listener) {}

  @Override
  public void destroy() {}
}
