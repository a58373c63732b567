package io.tollgate.diameter.transport.jdiameter;

import org.jdiameter.api.Configuration;
import org.jdiameter.client.api.fsm.IContext;
import org.jdiameter.common.api.concurrent.IConcurrentFactory;
import org.jdiameter.common.api.statistic.IStatisticManager;
import org.jdiameter.server.api.IStateMachine;
import org.jdiameter.server.impl.fsm.FsmFactoryImpl;

/** Named in the stack's configuration, which then makes it by its constructor. */
public final class SerialPeerFsmFactory extends FsmFactoryImpl {

  public SerialPeerFsmFactory(IStatisticManager statistics) {
    super(statistics);
  }

  @Override
  public IStateMachine createInstanceFsm(
      IContext context, IConcurrentFactory concurrentFactory, Configuration config) {
    return new SerialPeerFsm(context, concurrentFactory, config, statisticFactory);
  }
}
