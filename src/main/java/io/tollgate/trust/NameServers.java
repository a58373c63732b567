package io.tollgate.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/** Names as this machine resolves them; whoever asks has to wait. */
public interface NameServers {

  /** The machine's own resolver, with its hosts file, and its name servers for other records. */
  NameServers SYSTEM =
      new NameServers() {
        @Override
        public List<InetAddress> addresses(String name) {
          try {
            return List.of(InetAddress.getAllByName(name));
          } catch (UnknownHostException e) {
            return List.of();
          }
        }

        // Of JNDI only its DNS client, at a fixed address, for text; it takes a Hashtable.
        @SuppressWarnings({"BanJNDI", "JdkObsolete"})
        @Override
        public List<String> records(String name, String type) {
          Hashtable<String, String> environment = new Hashtable<>();
          environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
          environment.put(Context.PROVIDER_URL, "dns:");
          environment.put("com.sun.jndi.dns.timeout.initial", "500");
          environment.put("com.sun.jndi.dns.timeout.retries", "2");
          try {
            DirContext context = new InitialDirContext(environment);
            try {
              return texts(context.getAttributes(name, new String[] {type}), type);
            } finally {
              context.close();
            }
          } catch (NamingException e) {
            return List.of();
          }
        }
      };

  /** None where there is no such name, or nobody who knows. */
  List<InetAddress> addresses(String name);

  /** The records of a type, as a zone file writes them, one blank between the fields. */
  List<String> records(String name, String type);

  private static List<String> texts(Attributes attributes, String type) throws NamingException {
    List<String> texts = new ArrayList<>();
    Attribute attribute = attributes.get(type);
    if (attribute != null) {
      NamingEnumeration<?> values = attribute.getAll();
      while (values.hasMore()) {
        texts.add(String.valueOf(values.next()));
      }
    }
    return texts;
  }
}
