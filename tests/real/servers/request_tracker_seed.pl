# What Request Tracker has after its first start: a queue, the fields that Earshot writes, a user for
# Earshot and one who answers, each with a token. JSON from the environment variable SEED says what
# they are called; the tokens are printed as JSON.
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib';
use JSON ();
use RT -init;
use RT::AuthToken;

my $seed = JSON::decode_json($ENV{SEED});
my $system = RT->SystemUser;

sub create {
    my ($kind, %values) = @_;
    my $made = "RT::$kind"->new($system);
    my ($done, $why) = $made->Create(%values);
    die "$kind $values{Name}: $why\n" unless $done;
    return $made;
}

my $queue = create('Queue', Name => $seed->{queue}, CorrespondAddress => $seed->{address});

for my $name ($seed->{unique_field}, @{ $seed->{fields} }) {
    my $field = create('CustomField', Name => $name, Type => 'FreeformSingle',
        LookupType => 'RT::Queue-RT::Ticket', UniqueValues => $name eq $seed->{unique_field});
    my ($done, $why) = $field->AddToObject($queue);
    die "$name: $why\n" unless $done;
}

my @rights = qw(SeeQueue ShowTicket ShowTicketComments CreateTicket ReplyToTicket CommentOnTicket
    ModifyTicket OwnTicket TakeTicket SeeCustomField ModifyCustomField ShowOutgoingEmail);

sub grant {
    my ($principal, $object, @wanted) = @_;
    for my $right (@wanted) {
        my ($done, $why) = $principal->GrantRight(Right => $right, Object => $object);
        die "$right: $why\n" unless $done;
    }
}

my %tokens;
for my $name (@{ $seed->{users} }) {
    my $user = create('User', Name => $name, EmailAddress => "$name\@desk.example",
        Password => $seed->{password}, Privileged => 1);
    grant($user->PrincipalObj, $queue, @rights);
    grant($user->PrincipalObj, RT->System, qw(ModifySelf ManageAuthTokens));
    my ($done, $why, $token) = RT::AuthToken->new($system)
        ->Create(Owner => $user->Id, Description => 'tests');
    die "token of $name: $why\n" unless $done;
    $tokens{$name} = $token;
}

# Mail from anybody may open a ticket.
my $everyone = RT::Group->new($system);
$everyone->LoadSystemInternalGroup('Everyone');
grant($everyone->PrincipalObj, $queue, qw(CreateTicket ReplyToTicket));

# Tells Earshot, at once and signed, what happened to a ticket. RT runs this while the agent waits.
if (my $scrip = $seed->{scrip}) {
    create('Scrip', Queue => 0, Description => 'tell Earshot', Template => 'Blank',
        ScripCondition => 'User Defined', ScripAction => 'User Defined',
        CustomIsApplicableCode => $scrip->{condition}, CustomPrepareCode => 'return 1;',
        CustomCommitCode => $scrip->{action});
}

print JSON::encode_json(\%tokens), "\n";
