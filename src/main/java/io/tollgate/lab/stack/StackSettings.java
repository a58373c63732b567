package io.tollgate.lab.stack;

import io.tollgate.diameter.transport.jdiameter.SerialPeerFsmFactory;
import java.util.Collection;
import org.jdiameter.api.Configuration;
import org.jdiameter.client.impl.helpers.AppConfiguration;
import org.jdiameter.client.impl.helpers.ExtensionPoint;
import org.jdiameter.client.impl.helpers.Parameters;
import org.jdiameter.server.impl.helpers.EmptyConfiguration;

/** The stack's configuration as objects, so that no XML has to be written for a port number. */
final class StackSettings {

  private static final int QUEUE = 100_000;

  private StackSettings() {}

  static Configuration of(LabIdentity identity, Collection<LabApplication> applications) {
    EmptyConfiguration settings = new EmptyConfiguration(true);
    settings.add(Parameters.OwnDiameterURI, identity.uri());
    settings.add(Parameters.OwnRealm, identity.realm());
    settings.add(Parameters.OwnVendorID, Code.TGPP);
    settings.add(Parameters.OwnProductName, "Tollgate lab");
    settings.add(Parameters.OwnFirmwareRevision, 1L);
    settings.add(
        org.jdiameter.server.impl.helpers.Parameters.OwnIPAddresses,
        group().add(Parameters.OwnIPAddress, identity.address()));
    settings.add(
        Parameters.ApplicationId,
        applications.stream().map(StackSettings::application).toArray(Configuration[]::new));
    settings.add(org.jdiameter.server.impl.helpers.Parameters.AcceptUndefinedPeer, true);
    ((AppConfiguration) settings.getChildren(Parameters.Extensions.ordinal())[0])
        .add(ExtensionPoint.InternalPeerFsmFactory, SerialPeerFsmFactory.class.getName());
    settings.add(Parameters.PeerFSMThreadCount, 1);
    settings.add(Parameters.QueueSize, QUEUE);
    settings.add(Parameters.StopTimeOut, 1_000L);
    settings.add(Parameters.DpaTimeOut, 500L);
    // Size 0 keeps the way back in the answer; the table would leak each request left unanswered.
    settings.add(
        org.jdiameter.server.impl.helpers.Parameters.RequestTable,
        group()
            .add(org.jdiameter.server.impl.helpers.Parameters.RequestTableSize, 0)
            .add(org.jdiameter.server.impl.helpers.Parameters.RequestTableClearSize, 0));
    return settings;
  }

  private static Configuration application(LabApplication application) {
    return group()
        .add(Parameters.VendorId, application.id().getVendorId())
        .add(Parameters.AuthApplId, application.id().getAuthAppId())
        .add(Parameters.AcctApplId, application.id().getAcctAppId());
  }

  private static AppConfiguration group() {
    return EmptyConfiguration.getInstance();
  }
}
