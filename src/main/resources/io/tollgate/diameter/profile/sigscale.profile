# SigScale OCS 3.4. Its decoder knows neither PoC-Information nor the two groups of OMA, and refuses
# what it does not know with the M flag (5001). It rates time under the IMS service context and
# messages by unit under that of SMS, so that both can be sold together.
title = SigScale OCS 3.4
run = not run against SigScale itself; the laboratory OCS without AVPs 879, 1256 and 2110
service-context = 32260@3gpp.org
service-context.page-message = 32274@3gpp.org
service-context.large-message = 32274@3gpp.org
service-context.deferred-message = 32274@3gpp.org
avp.PoC-Information = without-m
avp.Service-Generic-Information = without-m
avp.IM-Information = without-m
requested-units = zero-is-empty
subscription.e164 = digits
# REFUND_ACCOUNT is refused (5012): units are reserved and taken once the message is delivered.
refunds = no
messages = reserve
