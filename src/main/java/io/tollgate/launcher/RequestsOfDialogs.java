package io.tollgate.launcher;

import java.lang.ref.WeakReference;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.message.SipServletMessageImpl;
import org.mobicents.servlet.sip.message.TransactionApplicationData;

/**
 * Lets go of the INVITEs of dialogs that are up. Since the stack waits for late answers of forks,
 * the container keeps both INVITEs of a call, for these answers' sake, as long as the call lasts:
 * more than all else that it holds of a call.
 */
final class RequestsOfDialogs implements AutoCloseable {
  /** Longer than MAX_FORK_TIME_SECONDS. */
  private static final long LATE_ANSWERS_SECONDS = 40;

  private static final ThreadFactory DAEMON =
      task -> {
        Thread thread = new Thread(task, "tollgate-requests-of-dialogs");
        thread.setDaemon(true);
        return thread;
      };

  private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1, DAEMON);

  /** A transaction ended; by the time that its request is let go, a short call is long gone. */
  void over(@Nullable Object applicationData) {
    if (applicationData instanceof TransactionApplicationData data
        && isInvite(data.getSipServletMessage())
        && !later.isShutdown()) {
      WeakReference<TransactionApplicationData> kept = new WeakReference<>(data);
      later.schedule(() -> letGo(kept), LATE_ANSWERS_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static boolean isInvite(@Nullable SipServletMessageImpl message) {
    return message != null && message.getMethod().equals("INVITE");
  }

  private static void letGo(WeakReference<TransactionApplicationData> kept) {
    TransactionApplicationData data = kept.get();
    if (data != null) {
      data.cleanUpMessage();
    }
  }

  @Override
  public void close() {
    later.shutdownNow();
  }
}
