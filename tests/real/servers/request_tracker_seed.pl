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

# Tells somebody, at once and signed, what happened to a ticket. RT runs this while the agent waits.
if (my $hook = $seed->{webhook}) {
    my ($url, $secret) = map { my $text = $_; $text =~ s/([\\'])/\\$1/g; $text }
        @{$hook}{qw(url secret)};
    my $tell = <<'CODE';
        require Digest::SHA;
        require HTTP::Tiny;
        my $what = $self->TransactionObj;
        my $body = JSON::to_json({ type => $what->Type, transaction => $what->Id + 0,
            ticket => $self->TicketObj->Id + 0, creator => $what->CreatorObj->Name },
            { utf8 => 1, canonical => 1 });
        my $answer = HTTP::Tiny->new(timeout => 3)->post('URL', { content => $body, headers => {
            'Content-Type' => 'application/json',
            'X-Earshot-Signature' => 'sha256=' . Digest::SHA::hmac_sha256_hex($body, 'SECRET'),
        } });
        RT->Logger->warning("webhook: $answer->{status}") unless $answer->{success};
        1;
CODE
    $tell =~ s/'URL'/'$url'/;
    $tell =~ s/'SECRET'/'$secret'/;
    create('Scrip', Queue => 0, Description => 'tell Earshot', Template => 'Blank',
        ScripCondition => 'User Defined', ScripAction => 'User Defined',
        CustomIsApplicableCode =>
            'return $self->TransactionObj->Type =~ /^(?:Correspond|Comment|Status|Set)$/ ? 1 : 0;',
        CustomPrepareCode => 'return 1;', CustomCommitCode => $tell);
}

print JSON::encode_json(\%tokens), "\n";
