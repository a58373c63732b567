package io.tollgate.msrp.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves first when the connections of a session are written by different loops (F3). */
class AnswersFirstTest {
  private final EventLoop here = new DefaultEventLoop();
  private final EventLoop elsewhere = new DefaultEventLoop();
  private final EventLoop peers = new DefaultEventLoop();
  private final Loop loop = new Loop(here, System::nanoTime, TimeUnit.HOURS.toNanos(1));
  private final CountDownLatch busy = new CountDownLatch(1);
  private final AtomicLong queued = new AtomicLong();
  private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    busy.countDown();
    for (EventLoop one : List.of(here, elsewhere, peers)) {
      one.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  /** A connection whose peer notes what comes. */
  private Output connection(EventLoop writer, String peer) {
    LocalAddress address = new LocalAddress(peer + System.identityHashCode(this));
    new ServerBootstrap()
        .group(peers)
        .channel(LocalServerChannel.class)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel accepted) {
                accepted.pipeline().addLast(new Notes(peer));
              }
            })
        .bind(address)
        .syncUninterruptibly();
    Channel channel =
        new Bootstrap()
            .group(writer)
            .channel(LocalChannel.class)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(address)
            .syncUninterruptibly()
            .channel();
    return new Output(channel, loop, new Backlog(queued, new Reads(channel), Long.MAX_VALUE));
  }

  private final class Notes extends SimpleChannelInboundHandler<ByteBuf> {
    private final String peer;

    Notes(String peer) {
      this.peer = peer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf octets) {
      arrived.add(peer + " " + octets.toString(US_ASCII));
    }
  }

  private static void write(ByteBuf to, String text) {
    to.writeBytes(text.getBytes(US_ASCII));
  }

  private String next() throws InterruptedException {
    String one = arrived.poll(10, TimeUnit.SECONDS);
    return one == null ? "nothing" : one;
  }

  private void beBusy() {
    try {
      busy.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs there, and whatever it had left for later too. */
  private static void on(EventLoop where, Runnable task) {
    where.submit(task).syncUninterruptibly();
    where.submit(() -> {}).syncUninterruptibly();
  }

  @Test
  void copiesWaitForAnswersThatAnotherLoopWrites() throws Exception {
    Output alice = connection(elsewhere, "alice");
    Output bob = connection(here, "bob");
    elsewhere.execute(this::beBusy);
    on(
        here,
        () -> {
          write(bob.room(10), "copy");
          write(alice.answer(10), "200");
          loop.flush();
        });
    // what comes later must not overtake what waits
    on(
        here,
        () -> {
          write(bob.room(10), "next");
          loop.flush();
        });
    on(peers, () -> {});
    assertThat(arrived).isEmpty();
    assertThat(bob.waiting()).isEqualTo(8);
    busy.countDown();
    assertThat(next()).isEqualTo("alice 200");
    String copies = next();
    assertThat(copies.equals("bob copy") ? copies + next() : copies)
        .isIn("bob copynext", "bob copybob next");
    on(here, () -> {});
    assertThat(bob.waiting()).isZero();
    assertThat(queued).hasValue(0);
  }
}
