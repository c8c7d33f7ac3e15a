//! Which addresses a call may reach: the pure rule.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// How far a call may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Public addresses, and the networks that the settings list.
    Public,
    /// Only the listed networks.
    Listed,
    /// Only this machine, if the settings list it.
    ListedLoopback,
}

/// Whether a call may connect to an address.
pub(super) fn may_reach(reach: Reach, address: IpAddr, listed: &[IpNet]) -> bool {
    let address = plain(address);
    let is_listed = listed.iter().any(|network| network.contains(&address));
    match reach {
        Reach::Public => is_listed || is_public(address),
        Reach::Listed => is_listed,
        Reach::ListedLoopback => is_listed && address.is_loopback(),
    }
}

/// The IPv4 address that is written inside an IPv6 one (`::ffff:10.0.0.1`, or `64:ff9b::10.0.0.1`
/// behind a translating gateway): a packet to the one arrives at the other.
fn plain(address: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = address else { return address };
    if let Some(v4) = v6.to_ipv4_mapped() {
        return v4.into();
    }
    match v6.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, _, _] => {
            let [.., a, b, c, d] = v6.octets();
            Ipv4Addr::new(a, b, c, d).into()
        }
        _ => address,
    }
}

/// Whether an address belongs to a server on the public Internet.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !SPECIAL_V4.iter().any(|network| network.contains(&address))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    GIVEN_V6.contains(&address) && !SPECIAL_V6.iter().any(|network| network.contains(&address))
}

const fn v4(a: u8, b: u8, c: u8, length: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, 0), length)
}

const fn v6(a: u16, b: u16, length: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, 0, 0, 0, 0, 0, 0), length)
}

const SPECIAL_V4: [Ipv4Net; 15] = [
    // "This network", private, loopback.
    v4(0, 0, 0, 8),
    v4(10, 0, 0, 8),
    v4(127, 0, 0, 8),
    // Shared by the customers of a provider.
    v4(100, 64, 0, 10),
    // Link-local, where clouds answer with credentials of the machine.
    v4(169, 254, 0, 16),
    v4(172, 16, 0, 12),
    // Protocols, examples, a retired relay, private.
    v4(192, 0, 0, 24),
    v4(192, 0, 2, 24),
    v4(192, 88, 99, 24),
    v4(192, 168, 0, 16),
    // Benchmarks, examples.
    v4(198, 18, 0, 15),
    v4(198, 51, 100, 24),
    v4(203, 0, 113, 24),
    // Multicast, reserved, broadcast.
    v4(224, 0, 0, 4),
    v4(240, 0, 0, 4),
];

/// What is given to networks at all.
const GIVEN_V6: Ipv6Net = v6(0x2000, 0, 3);
/// In it: protocols (Teredo among them), examples, IPv4 in disguise.
const SPECIAL_V6: [Ipv6Net; 4] =
    [v6(0x2001, 0, 23), v6(0x2001, 0xdb8, 32), v6(0x2002, 0, 16), v6(0x3fff, 0, 20)];

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

    use ipnet::IpNet;
    use proptest::prelude::*;

    use super::{Reach, may_reach, plain};

    /// The registries of special addresses (RFC 6890 and its updates), and what is unassigned.
    const SPECIAL: [&str; 26] = [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/3",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "4000::/2",
        "8000::/1",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    ];

    fn networks(texts: &[&str]) -> Vec<IpNet> {
        texts.iter().map(|text| text.parse().expect("a network")).collect()
    }

    /// An address near an end of a special network, or anywhere.
    fn address() -> impl Strategy<Value = IpAddr> {
        let near = (0..SPECIAL.len(), any::<bool>(), -2_i8..=2).prop_map(|(index, end, step)| {
            let network = networks(&SPECIAL)[index];
            let edge = if end { network.broadcast() } else { network.network() };
            let step = i128::from(step);
            match edge {
                IpAddr::V4(v4) => {
                    let moved = i128::from(v4.to_bits()).wrapping_add(step);
                    Ipv4Addr::from_bits(u32::try_from(moved).unwrap_or(v4.to_bits())).into()
                }
                IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits().wrapping_add_signed(step)).into(),
            }
        });
        prop_oneof![
            4 => near,
            1 => any::<u32>().prop_map(|bits| Ipv4Addr::from_bits(bits).into()),
            1 => any::<u128>().prop_map(|bits| Ipv6Addr::from_bits(bits).into()),
        ]
    }

    proptest! {
        #[test]
        fn exactly_the_special_addresses_are_refused(address in address()) {
            let special = networks(&SPECIAL).iter().any(|network| network.contains(&plain(address)));
            prop_assert_eq!(may_reach(Reach::Public, address, &[]), !special, "{}", address);
        }

        #[test]
        fn each_spelling_of_an_address_has_the_same_answer(bits in any::<u32>(), listed in 0..SPECIAL.len()) {
            let (v4, listed) = (Ipv4Addr::from_bits(bits), networks(&SPECIAL[listed..=listed]));
            let translated = Ipv6Addr::from_bits((0x64_ff9b_u128 << 96) | u128::from(bits));
            for reach in [Reach::Public, Reach::Listed, Reach::ListedLoopback] {
                let expected = may_reach(reach, v4.into(), &listed);
                for other in [v4.to_ipv6_mapped(), translated] {
                    prop_assert_eq!(may_reach(reach, other.into(), &listed), expected, "{} {:?}", other, reach);
                }
            }
        }

        #[test]
        fn a_listed_network_opens_itself_alone(address in address(), index in 0..SPECIAL.len()) {
            let network = networks(&SPECIAL[index..=index]);
            let inside = network[0].contains(&plain(address));
            prop_assert_eq!(may_reach(Reach::Listed, address, &network), inside);
            let closed = may_reach(Reach::Public, address, &[]);
            prop_assert_eq!(may_reach(Reach::Public, address, &network), closed || inside);
            let loopback = plain(address).is_loopback();
            prop_assert_eq!(may_reach(Reach::ListedLoopback, address, &network), inside && loopback);
        }
    }

    #[test]
    fn addresses_that_attackers_use_are_refused() {
        for text in [
            "127.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.31.255.255",
            "192.168.1.1",
            "100.100.100.200",
            "169.254.169.254",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "fe80::1",
            "fd00:ec2::254",
            "fec0::1",
            "ff02::1",
            "2002:7f00:1::",
            "2001::1",
        ] {
            let address: IpAddr = text.parse().expect("an address");
            assert!(!may_reach(Reach::Public, address, &[]), "{text}");
        }
        for text in ["185.75.143.24", "2a01:e0a::1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
        {
            let address: IpAddr = text.parse().expect("an address");
            assert!(may_reach(Reach::Public, address, &[]), "{text}");
        }
    }
}
