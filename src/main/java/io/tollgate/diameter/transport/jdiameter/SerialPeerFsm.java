package io.tollgate.diameter.transport.jdiameter;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jdiameter.api.Configuration;
import org.jdiameter.api.app.StateEvent;
import org.jdiameter.client.api.fsm.IContext;
import org.jdiameter.common.api.concurrent.IConcurrentFactory;
import org.jdiameter.common.api.statistic.IStatistic;
import org.jdiameter.common.api.statistic.IStatisticManager;
import org.jdiameter.server.impl.fsm.PeerFSMImpl;

/**
 * The stack's peer state machine with one thread and a queue that is never emptied behind our back.
 *
 * <p>The original starts its threads on the first event and ends them on DOWN. An event in between
 * may be cleared from the queue or stay in it for ever, and two threads may take a request before
 * the capabilities exchange that it follows, which then drops it.
 */
final class SerialPeerFsm extends PeerFSMImpl {

  private static final Logger LOG = LogManager.getLogger(SerialPeerFsm.class);

  private final IStatistic kept;
  private final ScheduledThreadPoolExecutor events;
  private long armedFor;

  SerialPeerFsm(
      IContext context,
      IConcurrentFactory concurrentFactory,
      Configuration config,
      IStatisticManager statistics) {
    super(context, concurrentFactory, config, statistics);
    // The superclass has started its threads; they find nothing to do and end, and take its
    // statistic with them, which the peer still asks for.
    kept = queueStat;
    mustRun = false;
    events = new ScheduledThreadPoolExecutor(1, SerialPeerFsm::daemon);
    events.setKeepAliveTime(1, TimeUnit.SECONDS);
    events.allowCoreThreadTimeOut(true);
    events.setRemoveOnCancelPolicy(true);
  }

  @Override
  public boolean handleEvent(StateEvent event) {
    events.execute(() -> process(event));
    return true;
  }

  @Override
  public IStatistic getStatistic() {
    return kept;
  }

  @Override
  public double getQueueInfo() {
    return (double) events.getQueue().size() / predefSize;
  }

  private void process(StateEvent event) {
    try {
      getStates()[state.ordinal()].processEvent(event);
    } catch (RuntimeException e) {
      LOG.debug("{} in {}", event.getType(), state, e);
    }
    watchTimer();
  }

  private void watchTimer() {
    if (timer != 0 && armedFor == 0) {
      armedFor = timer;
      long wait = Math.max(1, timer - System.currentTimeMillis());
      events.schedule(this::checkTimer, wait, TimeUnit.MILLISECONDS);
    }
  }

  private void checkTimer() {
    armedFor = 0;
    if (timer != 0 && timer <= System.currentTimeMillis()) {
      timer = 0;
      process(timeOutEvent);
    }
    watchTimer();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "diameter-peer");
    thread.setDaemon(true);
    return thread;
  }
}
