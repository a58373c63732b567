package io.tollgate.msrp.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Takes connections and puts each on the loop that was chosen for it. */
final class Acceptor extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LogManager.getLogger(Acceptor.class);
  private static final long PAUSE_SECONDS = 1;

  private final Function<Channel, EventLoop> placement;
  private final Consumer<Channel> prepare;

  Acceptor(Function<Channel, EventLoop> placement, Consumer<Channel> prepare) {
    this.placement = placement;
    this.prepare = prepare;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Channel accepted = (Channel) message;
    prepare.accept(accepted);
    placement
        .apply(accepted)
        .register(accepted)
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                accepted.unsafe().closeForcibly();
              }
            });
  }

  /** Out of file descriptors, most likely: trying again at once would only burn the processor. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.warn("MSRP connections cannot be accepted, pausing for {} s", PAUSE_SECONDS, cause);
    ChannelConfig config = context.channel().config();
    config.setAutoRead(false);
    context
        .channel()
        .eventLoop()
        .schedule(() -> config.setAutoRead(true), PAUSE_SECONDS, TimeUnit.SECONDS);
  }
}
