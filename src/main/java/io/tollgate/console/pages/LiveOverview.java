package io.tollgate.console.pages;

import io.tollgate.console.view.OverviewSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.servlet.http.HttpServletResponse;

/**
 * The overview as server-sent events, for as many browsers as there are threads to spare. All get
 * the same text, made once for each moment however many look.
 */
public final class LiveOverview implements AutoCloseable {
  private static final int MOST_STREAMS = 16;
  private static final long EVERY_MILLIS = 2_000;

  /** A browser asks again then; logins that are over end with it. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final OverviewSource source;
  private final Semaphore streams = new Semaphore(MOST_STREAMS);
  private final CountDownLatch closing = new CountDownLatch(1);
  private String frame = "";
  private long madeAt;

  public LiveOverview(OverviewSource source) {
    this.source = source;
  }

  /**
   * Writes until the browser has gone, may look no longer, or has looked for long.
   *
   * @return false if there are too many
   */
  boolean stream(HttpServletResponse response, BooleanSupplier mayLook) throws IOException {
    if (!streams.tryAcquire()) {
      return false;
    }
    try {
      response.setContentType("text/event-stream; charset=utf-8");
      response.setHeader("X-Accel-Buffering", "no");
      write(response.getWriter(), mayLook);
    } finally {
      streams.release();
    }
    return true;
  }

  private void write(PrintWriter out, BooleanSupplier mayLook) {
    long begin = System.nanoTime();
    String last = "";
    out.write("retry: 5000\n\n");
    try {
      do {
        String now = frame();
        out.write(now.equals(last) ? ": nothing new\n\n" : now);
        last = now;
      } while (!out.checkError()
          && System.nanoTime() - begin < LONGEST.toNanos()
          && mayLook.getAsBoolean()
          && !closing.await(EVERY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized String frame() {
    long now = System.nanoTime();
    if (frame.isEmpty() || now - madeAt > TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS) * 9 / 10) {
      frame =
          "data: " + OverviewPage.part(source.now()).toString().replace("\n", "\ndata: ") + "\n\n";
      madeAt = now;
    }
    return frame;
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
