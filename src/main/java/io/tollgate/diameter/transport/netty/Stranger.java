package io.tollgate.diameter.transport.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Counts a connection as a stranger's until the capabilities exchange, or its end. */
final class Stranger extends ChannelInboundHandlerAdapter {
  private final Connector connector;
  private final Connection connection;

  Stranger(Connector connector, Connection connection) {
    this.connector = connector;
    this.connection = connection;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.fireChannelReadComplete();
    if (connection.peer() != null) {
      context.pipeline().remove(this);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    connector.introduced();
  }
}
